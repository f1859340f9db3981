// The words of these pages come with them: the phone's first shell does without.

import { i18n } from '../words'
import en from '../words/en/scan'
import zh from '../words/zh-CN/scan'

i18n.global.mergeLocaleMessage('zh-CN', { scan: zh })
i18n.global.mergeLocaleMessage('en', { scan: en })
