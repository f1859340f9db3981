import type zh from '../zh-CN/phoneGuide'
import type { Same } from '../same'

export default {
  install: {
    title: 'Put it on the home screen',
    lead: 'From the home screen it opens like any other app, without a network too, and its records are less likely to be cleared.',
    done: 'It is there: you opened it from the home screen this time.',
    now: 'Install now',
    nowLead: 'This browser can install it with one tap.',
    which: 'Your browser',
    step: 'Step {n}',
    after:
      'From then on open it by its icon. The first time you may have to sign in again, where there is a network.',
    askOffice: 'Still stuck? Bring the phone to the office; it takes a minute.',
    wrongBrowser: 'This browser can’t install it; change the browser first',
    copyAddress: 'Copy the address',
    copied: 'Copied; paste it into the browser’s address bar',
    notCopied: 'Copying failed; type the address yourself: {address}',
    ways: {
      iphone: 'iPhone, Safari',
      iphoneOther: 'iPhone, others',
      chrome: 'Chrome',
      huawei: 'Huawei, Honor',
      xiaomi: 'Xiaomi',
      oppo: 'OPPO',
      vivo: 'vivo',
      samsung: 'Samsung',
      qq: 'QQ Browser',
      uc: 'UC Browser',
    },
    steps: {
      share: 'Tap “Share” at the bottom (a box with an arrow up). Not there? Tap ··· first',
      addIos: 'Scroll down to “Add to Home Screen” and tap it',
      confirmIos: 'Tap “Add” at the top right',
      toSafari: 'Tap “Copy the address”, open Safari, paste it, and go on as for Safari',
      menuDots: 'Tap the three dots ⋮ at the top right',
      addChrome: 'Tap “Add to Home screen” or “Install app”',
      confirm: 'Tap “Install” or “Add”',
      menuBottom: 'Tap the menu at the bottom (three lines, or dots)',
      addHuawei: 'Tap “Add to home screen”; if you don’t see it, “Add to” first',
      addDesktop:
        'Tap “Add to home screen”; if you don’t see it, swipe the menu or look in its tools',
      addSamsung: 'Tap “Add page to”, then “Home screen”',
      allow: 'When the phone asks about a shortcut, choose “Allow”',
    },
    notes: {
      shortcut:
        'No icon? Find the browser among the system’s apps, allow “Home screen shortcuts”, and do it once more.',
      thirdParty:
        'This browser keeps less reliably offline. Use the phone’s own browser or Chrome if there is one.',
      safari:
        'On an iPhone this is a must: outside the home screen, unsent records are cleared after 7 unused days.',
    },
    pictures: {
      share: 'Drawing: the share button at the bottom centre',
      add: 'Drawing: “Add to home screen” in the menu',
      confirm: 'Drawing: the add button at the top right',
      menuTop: 'Drawing: the three dots at the top right',
      menuBottom: 'Drawing: the menu button at the bottom',
      home: 'Drawing: Xunhu’s icon on the home screen',
      allow: 'Drawing: the window that asks for permission',
    },
    labels: { add: 'Add to home', addIos: 'Add to Home', yes: 'Add', allow: 'Allow', app: 'Xunhu' },
  },
  wechat: {
    title: 'Please open it in the browser',
    lead: 'WeChat can’t record offline reliably: when it closes, records may be gone. Change to the phone’s browser, once.',
    arrow: 'Tap here',
    picture:
      'Drawing: an arrow to WeChat’s ··· at the top right, and “Open in browser” in its menu',
    steps: {
      dots: 'Tap ··· at WeChat’s top right',
      openAndroid: 'Choose “Open in browser”',
      openIos: 'Choose “Open in default browser” (“Open in Safari”)',
      install: 'Sign in there, and put it on the home screen as it tells you',
    },
    open: 'Open in browser',
    copy: 'Copy the address',
    meanwhile: 'With a network, WeChat will do for',
    checkIn: 'A quick check-in',
    checkInHint: 'The network must hold; patrols can’t be recorded in WeChat',
    signIn: 'Signing in, records and settings',
    me: 'Records and settings',
  },
} satisfies Same<typeof zh>
