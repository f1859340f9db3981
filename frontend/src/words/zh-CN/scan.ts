export default {
  title: '扫描标签',
  aim: '把二维码放进框里',
  photo: '从照片识别',
  typed: '或输入标签上的编号',
  use: '用这个编号',
  vehicle: '扫车辆标签',
  foreign: '这不是本系统的标签。',
  wrong: {
    target: '这是车辆的标签，请扫目标的标签。',
    vehicle: '这是目标的标签，请扫车辆的标签。',
  },
  nothing: '照片里没有认出二维码。',
  camera: {
    denied: '不能用相机：请在手机设置里允许，或拍一张照片来识别。',
    missing: '这个浏览器不能用相机，请拍一张照片来识别。',
  },
}
