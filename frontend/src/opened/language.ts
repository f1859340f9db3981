// The words of these pages come with them: the phone's first shell does without.

import { i18n } from '../words'
import en from '../words/en/opened'
import zh from '../words/zh-CN/opened'

i18n.global.mergeLocaleMessage('zh-CN', { opened: zh })
i18n.global.mergeLocaleMessage('en', { opened: en })
