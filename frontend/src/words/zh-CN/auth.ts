export default {
  title: '登录',
  username: '用户名',
  password: '密码',
  showPassword: '显示密码',
  signIn: '登录',
  signingIn: '正在登录…',
  wrong: '用户名或密码不对',
  offline: '连不上服务器。首次登录需要网络；登录一次以后，没有网络也能用。',
  tooMany: '尝试次数太多，请稍后再试。',
  riding:
    '{who} 在本机的巡防还没有结束，现在不能换人登录。请 {who} 本人登录，结束这次巡防；记录都留在本机。',
  revoked: '这台手机已被停用，不能登录。请联系镇街主管或管理员恢复。',
  again: '登录已过期。记录照常保存在本机，登录后自动上传。',
  signInAgain: '重新登录',
  foot: '首次登录后，没有信号也能打开和记录。',
}
