/** The shape of a language file, whatever its words: a missing or surplus key is a type error. */
export type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }
