import guide from './phoneGuide'

export default {
  check: {
    title: '手机自检',
    lead: '看看这部手机能不能放心记录。没有网络也能检查。',
    running: '正在检查…',
    again: '再查一次',
    overall: {
      good: '这部手机可以放心用',
      look: '可以用，有 {n} 项要注意',
      bad: '有 {n} 项不行，出门前请先处理',
    },
    verdicts: { good: '正常', look: '注意', bad: '不行' },
    tryCamera: '试一下摄像头',
    install: '怎样放到桌面',
    brand: '这部手机的设置',
    brandLead: '没有认对品牌，请自己选。系统版本不同，名称会略有不同。',
    brandLabel: '手机品牌',
    settings: { location: '定位', battery: '后台和省电', screen: '屏幕' },
    office: '发给办公室',
    officeLead: '有问题请把这一行发给办公室，里面没有姓名，也没有位置。',
    copy: '复制这一行',
    copied: '已复制，可以粘贴到微信里',
    notCopied: '没有复制成功，请长按上面的文字自己复制',
    report: '巡护自检 {version}｜{phone}｜{engine}｜{counts}｜{findings}',
    counts: '正常 {good} 注意 {look} 不行 {bad}',
    reported: '{verdict}·{check}：{said}',
  },
  units: { seconds: '{n} 秒', minutes: '{n} 分钟' },
  checks: {
    storage: '保存记录',
    persistence: '长期保存',
    gps: '定位',
    wakeLock: '屏幕常亮',
    camera: '摄像头',
    clock: '手机时间',
    version: '版本',
    offline: '没有网络时打开',
    homeScreen: '从桌面打开',
    browser: '浏览器',
  },
  says: {
    storage: {
      works: '写入、读回都对。已用 {used}，还可用 {free}',
      unknown: '写入、读回都对。浏览器不肯说还剩多少空间',
      tight: '写入、读回都对，但空间不多：已用 {used}，还可用 {free}',
      full: '空间已满，写不进去',
      failed: '写入后读不回来',
    },
    persistence: {
      kept: '手机答应不自动清除记录',
      mayGo: '空间紧张时，手机可能清除还没上传的记录',
      unknown: '这个浏览器不说会不会清除记录',
    },
    gps: {
      precise: '定位准，误差约 {n} 米',
      rough: '能定位，误差约 {n} 米，偏大',
      coarse: '只给了大概位置，误差约 {n} 米，不能记轨迹',
      no_signal: '30 秒内没有收到卫星信号',
      permission: '没有允许定位，不能记轨迹',
      insecure: '网址不是 https 开头，浏览器不给定位',
      unsupported: '这个浏览器没有定位功能',
    },
    wakeLock: {
      held: '巡防时能让屏幕一直亮着',
      refused: '手机不让屏幕常亮，可能开了省电模式',
      unsupported: '这个浏览器不能让屏幕常亮',
    },
    camera: {
      works: '能打开',
      there: '有摄像头，还没有试过',
      none: '没有找到能用的摄像头',
      denied: '没有允许使用摄像头，不能扫码',
      unsupported: '这个浏览器不能直接用摄像头，不能扫码',
    },
    clock: {
      right: '与服务器相差 {off}',
      rightBefore: '上次联网时与服务器相差 {off}',
      fast: '比服务器快 {off}',
      fastBefore: '上次联网时比服务器快 {off}',
      slow: '比服务器慢 {off}',
      slowBefore: '上次联网时比服务器慢 {off}',
      unknown: '还没有和服务器对过时间',
    },
    version: {
      newest: '{version}，是最新的',
      unasked: '{version}，没有网络，没法核对是不是最新',
      waiting: '{version}，新版本已经下载好',
      outdated: '{version}，太旧了，新记录可能被搁置',
    },
    offline: {
      ready: '已经存在手机里，没有网络也能打开',
      loading: '还没有存好，没有网络时可能打不开',
      unsupported: '这个窗口不能离线使用（可能是无痕模式）',
    },
    homeScreen: {
      home: '是从桌面图标打开的',
      tab: '是在浏览器里打开的',
      iphone: '是在浏览器里打开的：苹果手机 7 天不用，会清除没上传的记录',
    },
    browser: {
      works: '{engine} {version}，可以用',
      old: '{engine} {version}，太旧，可能打不开',
      thirdParty: '{engine} {version}，能用，但离线保存不如手机自带的浏览器可靠',
      wechat: '正在微信里打开，不能可靠地离线记录',
      unknown: '认不出的浏览器',
    },
  },
  cures: {
    freeSpace: '删掉不用的视频、应用，清理微信的存储空间，再查一次。',
    normalWindow: '关掉无痕模式，用普通窗口打开。',
    install: '把巡护放到桌面，从桌面图标打开。',
    sendOften: '有网络就打开巡护，让记录尽快上传。',
    goOutside: '到室外看得见天的地方，等半分钟再查一次。',
    preciseLocation: '打开浏览器的“精确位置”（“准确位置”）。',
    allowLocation: '允许浏览器使用位置，选“使用期间允许”，再查一次。',
    secureAddress: '请用 https 开头的网址打开；不清楚就问办公室。',
    otherBrowser: '请换手机自带的浏览器或 Chrome 打开。',
    longScreen: '关掉省电模式，并把自动锁屏的时间调到最长；巡防时不要按锁屏键。',
    takeFromAlbum: '拍照不受影响：可以先用相机拍，再从相册里选。',
    allowCamera: '在浏览器的权限里允许“相机”，再查一次。',
    tryCamera: '点下面的按钮试一下；手机询问时选“允许”。',
    askOnline: '连上网络后再查一次。',
    setClock: '在系统设置的“日期和时间”里打开“自动设置”。',
    update: '停下巡防后，点屏幕上方的“立即更新”。',
    waitOnline: '连着网络等半分钟，再查一次。',
    leaveWeChat: '点微信右上角 ···，选择“在浏览器打开”。',
    updateBrowser: '到应用市场更新浏览器和系统。',
  },
  brandNames: {
    huawei: '华为',
    honor: '荣耀',
    xiaomi: '小米、红米',
    oppo: 'OPPO',
    vivo: 'vivo',
    samsung: '三星',
    iphone: '苹果',
    other: '其他',
  },
  brands: {
    huawei: {
      location:
        '设置 → 隐私和安全 → 定位服务：打开；找到您的浏览器，选“仅使用期间允许”，打开“准确位置”。',
      battery:
        '设置 → 应用和服务 → 应用启动管理 → 浏览器：关掉“自动管理”，打开“允许后台活动”。出门前关掉省电模式。',
      screen: '设置 → 显示和亮度 → 休眠：选最长的时间。巡防时不要锁屏。',
    },
    honor: {
      location:
        '设置 → 隐私 → 定位服务：打开；找到您的浏览器，选“仅使用期间允许”，打开“准确位置”。',
      battery:
        '设置 → 应用和服务 → 应用启动管理 → 浏览器：关掉“自动管理”，打开“允许后台活动”。出门前关掉省电模式。',
      screen: '设置 → 显示和亮度 → 休眠：选最长的时间。巡防时不要锁屏。',
    },
    xiaomi: {
      location:
        '设置 → 应用设置 → 应用管理 → 浏览器 → 权限管理 → 位置信息：选“仅在使用中允许”，打开“精确位置”。',
      battery: '设置 → 应用设置 → 应用管理 → 浏览器 → 省电策略：选“无限制”。出门前关掉省电模式。',
      screen: '设置 → 锁屏 → 自动锁屏（自动息屏）：选最长的时间。巡防时不要锁屏。',
    },
    oppo: {
      location:
        '设置 → 应用 → 应用管理 → 浏览器 → 权限管理 → 位置信息：选“仅在使用时允许”，打开“精确位置”。',
      battery: '设置 → 应用 → 应用管理 → 浏览器 → 耗电管理：允许“后台运行”。出门前关掉省电模式。',
      screen: '设置 → 显示与亮度 → 自动息屏：选最长的时间。巡防时不要锁屏。',
    },
    vivo: {
      location:
        '设置 → 应用与权限 → 权限管理 → 浏览器 → 位置信息：选“仅在使用期间允许”，打开“精确位置”。',
      battery: '设置 → 电池 → 后台耗电管理 → 浏览器：选“允许后台高耗电”。出门前关掉省电模式。',
      screen: '设置 → 显示与亮度 → 自动锁屏：选最长的时间。巡防时不要锁屏。',
    },
    samsung: {
      location:
        '设置 → 应用程序 → 浏览器 → 权限 → 位置：选“仅在使用该应用程序时允许”，打开“使用精确位置”。',
      battery: '设置 → 应用程序 → 浏览器 → 电池：选“不受限制”。出门前关掉省电模式。',
      screen: '设置 → 显示 → 屏幕自动关闭：选最长的时间。巡防时不要锁屏。',
    },
    iphone: {
      location:
        '设置 → 隐私与安全性 → 定位服务：打开；找到“Safari 网站”，选“使用 App 期间”，打开“精确位置”。',
      battery: '设置 → 电池：关掉“低电量模式”，不然屏幕会早早变暗、锁住。',
      screen: '设置 → 显示与亮度 → 自动锁定：巡防时选“永不”，收车后改回来。不要按侧边键锁屏。',
    },
    other: {
      location: '在系统设置里打开定位，允许浏览器“使用期间”使用精确位置。',
      battery:
        '在系统设置的应用管理里找到浏览器，允许它在后台活动，不限制耗电。出门前关掉省电模式。',
      screen: '在系统设置的“显示”里，把自动锁屏的时间调到最长。巡防时不要锁屏。',
    },
  },
  ...guide,
}
