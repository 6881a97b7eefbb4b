import * as v from 'valibot'

/**
 * Pieces of schemas for untrusted JSON. A field that the page needs makes the message unreadable when it is missing or of the wrong kind.
 * A field that the page can do without has a fallback, so that the page also works with an older or newer town.
 */

/** JSON.parse makes infinity of 1e999. */
export const finite = v.pipe(v.number(), v.finite())

export const orNull = <T extends v.GenericSchema>(schema: T) => v.fallback(v.nullable(schema), null)
export const numberOrNull = orNull(finite)
export const textOrNull = orNull(v.string())
export const number = (fallback: number) => v.fallback(v.nullable(finite, fallback), fallback)
export const text = (fallback: string) => v.fallback(v.string(), fallback)
export const flag = (fallback: boolean) => v.fallback(v.boolean(), fallback)

const noObject = v.pipe(v.custom<null>((value) => typeof value !== 'object' || value === null || Array.isArray(value)), v.transform(() => null))

/** null where there is no object; one that cannot be read makes the whole message unreadable. */
export const objectOrNull = <T extends v.GenericSchema>(schema: T) => v.optional(v.union([schema, noObject]), null)

/** An item that cannot be read is left out rather than taking the rest with it. */
export function items<T extends v.GenericSchema>(item: T): v.GenericSchema<v.InferInput<T>[], v.InferOutput<T>[]> {
  const readable = (one: unknown): v.InferOutput<T>[] => {
    const read = v.safeParse(item, one)
    return read.success ? [read.output] : []
  }
  return v.pipe(v.array(v.unknown()), v.transform((all) => all.flatMap(readable))) as v.GenericSchema<v.InferInput<T>[], v.InferOutput<T>[]>
}

export const list = <T extends v.GenericSchema>(item: T) => v.fallback(items(item), () => [])

export const numbersByName = v.fallback(
  v.pipe(
    v.record(v.string(), v.unknown()),
    v.transform((all) => Object.fromEntries(Object.entries(all).filter((entry): entry is [string, number] => v.is(finite, entry[1])))),
  ),
  () => ({}),
)

/** The entries where they can read whatever the town may write; else what they cannot. */
type Reading<Wire, Entries extends v.ObjectEntries> = {
  [K in keyof Entries]: K extends keyof Wire ? ([Wire[K]] extends [v.InferInput<Entries[K]>] ? Entries[K] : { unreadable: Wire[K] }) : never
}

/** A schema for some fields of what the town writes. It does not compile where the town writes such a field otherwise, or not at all. */
export const reads =
  <Wire>() =>
  <const Entries extends v.ObjectEntries>(entries: Entries & Reading<Wire, Entries>) =>
    v.object(entries as Entries)
