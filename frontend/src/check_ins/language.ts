// The words of these pages come with them: the phone's first shell does without.

import { i18n } from '../words'
import en from '../words/en/checkIns'
import zh from '../words/zh-CN/checkIns'

i18n.global.mergeLocaleMessage('zh-CN', { checkIns: zh })
i18n.global.mergeLocaleMessage('en', { checkIns: en })
