import type zh from '../zh-CN/auth'
import type { Same } from '../same'

export default {
  title: 'Sign in',
  username: 'Username',
  password: 'Password',
  showPassword: 'Show password',
  signIn: 'Sign in',
  signingIn: 'Signing in…',
  wrong: 'Wrong username or password',
  offline:
    'The server can’t be reached. The first sign-in needs a network; after that the app works without one.',
  tooMany: 'Too many attempts. Please try again later.',
  riding:
    'A patrol of {who} isn’t finished on this phone, so nobody else can sign in. {who} must sign in and finish it; the records stay on this phone.',
  revoked: 'This phone has been blocked. Ask your supervisor or the administrator.',
  again: 'Your sign-in has expired. Records stay on this phone and go out once you sign in.',
  signInAgain: 'Sign in again',
  foot: 'After the first sign-in the app opens and records without a signal.',
} satisfies Same<typeof zh>
