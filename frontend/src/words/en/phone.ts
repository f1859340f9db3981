import type zh from '../zh-CN/phone'
import type { Same } from '../same'
import guide from './phoneGuide'

export default {
  check: {
    title: 'Phone check',
    lead: 'Whether this phone can be relied on to record. Works without a network.',
    running: 'Checking…',
    again: 'Check again',
    overall: {
      good: 'This phone can be relied on',
      look: 'Usable; {n} to look at',
      bad: '{n} not working: see to it before you go out',
    },
    verdicts: { good: 'Fine', look: 'Look', bad: 'No' },
    tryCamera: 'Try the camera',
    install: 'How to put it on the home screen',
    brand: 'Settings of this phone',
    brandLead: 'If the brand is wrong, choose it. Names differ a little between versions.',
    brandLabel: 'Brand of phone',
    settings: { location: 'Location', battery: 'Background and battery', screen: 'Screen' },
    office: 'Send to the office',
    officeLead:
      'If something is wrong, send this line to the office. It holds no name and no place.',
    copy: 'Copy this line',
    copied: 'Copied; paste it into a message',
    notCopied: 'Copying failed; hold the text above and copy it yourself',
    report: 'Xunhu check {version} / {phone} / {engine} / {counts} / {findings}',
    counts: '{good} fine, {look} to look at, {bad} not working',
    reported: '{verdict} · {check}: {said}',
  },
  units: { seconds: '{n} s', minutes: '{n} min' },
  checks: {
    storage: 'Keeping records',
    persistence: 'Keeping them for long',
    gps: 'Location',
    wakeLock: 'Screen stays on',
    camera: 'Camera',
    clock: 'Clock',
    version: 'Version',
    offline: 'Opens without a network',
    homeScreen: 'Opened from the home screen',
    browser: 'Browser',
  },
  says: {
    storage: {
      works: 'Written and read back. {used} used, {free} left',
      unknown: 'Written and read back. The browser doesn’t say how much room is left',
      tight: 'Written and read back, but room is short: {used} used, {free} left',
      full: 'The storage is full; nothing can be written',
      failed: 'What was written can’t be read back',
    },
    persistence: {
      kept: 'The phone promises not to clear records by itself',
      mayGo: 'When room is short, the phone may clear records that haven’t been sent',
      unknown: 'This browser doesn’t say whether it clears records',
    },
    gps: {
      precise: 'Good, within about {n} m',
      rough: 'Works, within about {n} m, which is rough',
      coarse: 'Only a rough place, within about {n} m: no track can be recorded',
      no_signal: 'No satellite signal within 30 seconds',
      permission: 'Location isn’t allowed: no track can be recorded',
      insecure: 'The address isn’t https, so the browser gives no location',
      unsupported: 'This browser has no location',
    },
    wakeLock: {
      held: 'The screen can be kept on during a patrol',
      refused: 'The phone doesn’t let the screen stay on; perhaps it saves power',
      unsupported: 'This browser can’t keep the screen on',
    },
    camera: {
      works: 'Opens',
      there: 'There is one; it hasn’t been tried',
      none: 'No usable camera was found',
      denied: 'The camera isn’t allowed: no codes can be scanned',
      unsupported: 'This browser can’t use the camera itself: no codes can be scanned',
    },
    clock: {
      right: 'Within {off} of the server',
      rightBefore: 'Within {off} of the server, when there was a network last',
      fast: '{off} ahead of the server',
      fastBefore: '{off} ahead of the server, when there was a network last',
      slow: '{off} behind the server',
      slowBefore: '{off} behind the server, when there was a network last',
      unknown: 'Never compared with the server',
    },
    version: {
      newest: '{version}, the newest',
      unasked: '{version}; without a network it’s not known whether it is the newest',
      waiting: '{version}; a new one is ready on the phone',
      outdated: '{version}, too old: new records may be parked',
    },
    offline: {
      ready: 'All of it is on this phone; it opens without a network',
      loading: 'Not all of it is on this phone yet; without a network it may not open',
      unsupported: 'This window can’t work offline (a private window?)',
    },
    homeScreen: {
      home: 'Opened from the icon on the home screen',
      tab: 'Opened in the browser',
      iphone: 'Opened in the browser: after 7 unused days an iPhone clears unsent records',
    },
    browser: {
      works: '{engine} {version}, good',
      old: '{engine} {version}, too old; it may not open',
      thirdParty: '{engine} {version}; it works, but keeps less reliably than the phone’s own',
      wechat: 'Inside WeChat, which can’t record offline reliably',
      unknown: 'A browser that isn’t known',
    },
  },
  cures: {
    freeSpace: 'Delete videos and apps that you don’t use, clear WeChat’s storage, check again.',
    normalWindow: 'Leave private browsing and open it in a normal window.',
    install: 'Put Xunhu on the home screen and open it from its icon.',
    sendOften: 'Open Xunhu whenever there is a network, so that records are sent soon.',
    goOutside: 'Go outside where you see the sky, wait half a minute, check again.',
    preciseLocation: 'Turn on “Precise location” for the browser.',
    allowLocation: 'Allow the browser to use your location “while using”, then check again.',
    secureAddress: 'Open the address that begins with https; ask the office if unsure.',
    otherBrowser: 'Open it in the phone’s own browser or in Chrome.',
    longScreen:
      'Turn power saving off, set the longest screen timeout, and don’t press the lock key on patrol.',
    takeFromAlbum: 'Photos still work: take one with the camera app and choose it from the album.',
    allowCamera: 'Allow “Camera” in the browser’s permissions, then check again.',
    tryCamera: 'Tap the button below; choose “Allow” when the phone asks.',
    askOnline: 'Check again when there is a network.',
    setClock: 'Turn on “Set automatically” in the system’s “Date and time”.',
    update: 'When no patrol is running, tap “Update now” at the top.',
    waitOnline: 'Stay online for half a minute and check again.',
    leaveWeChat: 'Tap ··· at WeChat’s top right and choose “Open in browser”.',
    updateBrowser: 'Update the browser and the system.',
  },
  brandNames: {
    huawei: 'Huawei',
    honor: 'Honor',
    xiaomi: 'Xiaomi, Redmi',
    oppo: 'OPPO',
    vivo: 'vivo',
    samsung: 'Samsung',
    iphone: 'iPhone',
    other: 'Other',
  },
  brands: {
    huawei: {
      location:
        'Settings → Privacy & security → Location: on; for your browser choose “While using”, with precise location.',
      battery:
        'Settings → Apps & services → App launch → your browser: turn “Manage automatically” off and “Run in background” on. No power saving on patrol.',
      screen: 'Settings → Display & brightness → Sleep: the longest. Don’t lock it on patrol.',
    },
    honor: {
      location:
        'Settings → Privacy → Location: on; for your browser choose “While using”, with precise location.',
      battery:
        'Settings → Apps & services → App launch → your browser: turn “Manage automatically” off and “Run in background” on. No power saving on patrol.',
      screen: 'Settings → Display & brightness → Sleep: the longest. Don’t lock it on patrol.',
    },
    xiaomi: {
      location:
        'Settings → Apps → Manage apps → your browser → Permissions → Location: “While using”, with precise location.',
      battery:
        'Settings → Apps → Manage apps → your browser → Battery saver: “No restrictions”. No power saving on patrol.',
      screen: 'Settings → Lock screen → Sleep: the longest. Don’t lock it on patrol.',
    },
    oppo: {
      location:
        'Settings → Apps → App management → your browser → Permissions → Location: “While using”, with precise location.',
      battery:
        'Settings → Apps → App management → your browser → Battery usage: allow background activity. No power saving on patrol.',
      screen:
        'Settings → Display & brightness → Auto screen off: the longest. Don’t lock it on patrol.',
    },
    vivo: {
      location:
        'Settings → Apps & permissions → Permission management → your browser → Location: “While using”, with precise location.',
      battery:
        'Settings → Battery → Background power use → your browser: allow it. No power saving on patrol.',
      screen: 'Settings → Display & brightness → Auto-lock: the longest. Don’t lock it on patrol.',
    },
    samsung: {
      location:
        'Settings → Apps → your browser → Permissions → Location: “While using the app”, with precise location.',
      battery:
        'Settings → Apps → your browser → Battery: “Unrestricted”. No power saving on patrol.',
      screen: 'Settings → Display → Screen timeout: the longest. Don’t lock it on patrol.',
    },
    iphone: {
      location:
        'Settings → Privacy & Security → Location Services: on; “Safari Websites”: “While Using”, with precise location.',
      battery: 'Settings → Battery: turn Low Power Mode off, or the screen dims and locks early.',
      screen:
        'Settings → Display & Brightness → Auto-Lock: “Never” on patrol, back afterwards. Don’t press the side button.',
    },
    other: {
      location: 'Turn location on, and allow the browser precise location “while using”.',
      battery:
        'Find the browser among the system’s apps; let it run in the background without battery limits. No power saving on patrol.',
      screen: 'Set the longest screen timeout in the display settings. Don’t lock it on patrol.',
    },
  },
  ...guide,
} satisfies Same<typeof zh>
