// @vitest-environment node
import Ajv from 'ajv/dist/2020'
import { compile } from 'json-schema-to-typescript'
import { describe, expect, it } from 'vitest'
import schemaText from '../../../../docs/protocol.schema.json?raw'
import goldenAnswers from '../../../../tests/Townlet.Actors.Tests/Wire/answers.jsonl?raw'
import goldenMessages from '../../../../tests/Townlet.Actors.Tests/Wire/messages.jsonl?raw'
import { parseEpisodePage, parseReadiness, parseTransitions, parseVisits } from '../../../src/wire/answers'
import { parseMessage } from '../../../src/wire/parse'

type Fields = Record<string, unknown>

const lines = (file: string): string[] => file.trim().split('\n')
const ajv = new Ajv({ strict: false }).addSchema(JSON.parse(schemaText), 'protocol')
const isMessage = ajv.compile({ $ref: 'protocol#/$defs/Message' })
const isAnswer = ajv.compile({ $ref: 'protocol#/$defs/Answer' })

/** How many items each list holds, at any depth. */
function lengths(value: unknown, path = ''): Record<string, number> {
  if (typeof value !== 'object' || value === null) {
    return {}
  }
  const inner = Object.entries(value).map(([key, item]) => lengths(item, `${path}/${key}`))
  return Object.assign({}, ...inner, Array.isArray(value) ? { [path]: value.length } : {}) as Record<string, number>
}

describe('the protocol', () => {
  it('has the types that its schema gives (npm run types writes them)', async () => {
    const types = await compile(JSON.parse(schemaText), 'Protocol', {
      additionalProperties: false,
      bannerComment: '/* Generated from docs/protocol.schema.json: npm run types writes it anew. */',
      style: { semi: false, singleQuote: true, printWidth: 160 },
    })
    await expect(types).toMatchFileSnapshot('../../../src/wire/protocol.ts')
  })

  it.each(lines(goldenMessages).map((line) => [(JSON.parse(line) as Fields).type, line]))('reads %s as the town writes it', (_, line) => {
    const said = JSON.parse(line) as Fields
    const parsed = parseMessage(line)
    if (parsed.kind !== 'message') {
      throw new Error(JSON.stringify(parsed))
    }
    const [read, sent] = [lengths(parsed.message), lengths(said)]
    expect(parsed.message.type).toBe(said.type)
    expect(read).toEqual(Object.fromEntries(Object.keys(read).map((list) => [list, sent[list]])))
    expect(isMessage(said)).toBe(true)
  })

  it.each(lines(goldenAnswers).map((line) => [Object.keys(JSON.parse(line) as Fields).join(', '), line]))('reads an answer with %s as the town writes it', (_, line) => {
    const answer = JSON.parse(line) as { episodes?: unknown[]; transitions?: unknown[]; cells?: unknown[]; visits?: unknown[]; components?: unknown[] }
    expect(parseEpisodePage(answer).episodes).toHaveLength(answer.episodes?.length ?? 0)
    expect(parseTransitions(answer)).toHaveLength(answer.transitions?.length ?? 0)
    expect(parseVisits(answer).cells).toHaveLength(answer.cells?.length ?? 0)
    expect(parseVisits(answer).visits).toHaveLength(answer.visits?.length ?? 0)
    expect(parseReadiness(answer)).toHaveLength(answer.components?.length ?? 0)
    expect(isAnswer(answer)).toBe(true)
  })
})
