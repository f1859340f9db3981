// The words of these pages come with them: the phone's first shell does without.

import { i18n } from '../words'
import en from '../words/en/hazards'
import zh from '../words/zh-CN/hazards'

i18n.global.mergeLocaleMessage('zh-CN', { hazards: zh })
i18n.global.mergeLocaleMessage('en', { hazards: en })
