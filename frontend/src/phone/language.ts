// The words of these pages come with them: the phone's first shell does without.

import { i18n } from '../words'
import en from '../words/en/phone'
import zh from '../words/zh-CN/phone'

i18n.global.mergeLocaleMessage('zh-CN', { phone: zh })
i18n.global.mergeLocaleMessage('en', { phone: en })
