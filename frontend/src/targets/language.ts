// The words of these pages come with them: the phone's first shell does without.

import { i18n } from '../words'
import en from '../words/en/targets'
import zh from '../words/zh-CN/targets'

i18n.global.mergeLocaleMessage('zh-CN', { targets: zh })
i18n.global.mergeLocaleMessage('en', { targets: en })
