import app from './en/app'
import auth from './en/auth'
import clinic from './en/clinic'
import desk from './en/desk'
import me from './en/me'
import outreach from './en/outreach'
import patrol from './en/patrol'
import photos from './en/photos'
import records from './en/records'
import sync from './en/sync'

export default { app, auth, clinic, desk, me, outreach, patrol, photos, records, sync }
