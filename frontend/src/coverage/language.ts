// The words of what a township opens to come with the desk: the phone's first shell does without.

import { i18n } from '../words'
import en from '../words/en/coverage'
import zh from '../words/zh-CN/coverage'

i18n.global.mergeLocaleMessage('zh-CN', { coverage: zh })
i18n.global.mergeLocaleMessage('en', { coverage: en })
