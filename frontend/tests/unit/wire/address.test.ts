import { expect, it } from 'vitest'
import { socketAddress } from '../../../src/wire/address'

it('speaks to where the page came from', () => {
  expect(socketAddress({ protocol: 'http:', host: '127.0.0.1:5173' })).toBe('ws://127.0.0.1:5173/ws')
  expect(socketAddress({ protocol: 'https:', host: 'town.example' })).toBe('wss://town.example/ws')
})
