import app from './zh-CN/app'
import auth from './zh-CN/auth'
import clinic from './zh-CN/clinic'
import desk from './zh-CN/desk'
import me from './zh-CN/me'
import outreach from './zh-CN/outreach'
import patrol from './zh-CN/patrol'
import photos from './zh-CN/photos'
import records from './zh-CN/records'
import sync from './zh-CN/sync'

export default { app, auth, clinic, desk, me, outreach, patrol, photos, records, sync }
