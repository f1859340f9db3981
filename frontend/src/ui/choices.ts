/** One of a list to choose from. */
export interface Choice {
  value: string
  label: string
  hint?: string
}

/** Those that have a text in what is shown of them. */
export function choicesWith(choices: Choice[], text: string): Choice[] {
  const wanted = text.trim().toLowerCase()
  const shown = ({ label, hint = '' }: Choice) => `${label} ${hint}`.toLowerCase()
  return choices.filter((choice) => shown(choice).includes(wanted))
}
