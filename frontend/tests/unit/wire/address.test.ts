import { expect, it } from 'vitest'
import { socketAddress } from '../../../src/wire/address'

it('speaks to where the page came from', () => {
  expect(socketAddress({ protocol: 'http:', host: '127.0.0.1:5173', search: '' })).toBe('ws://127.0.0.1:5173/ws')
  expect(socketAddress({ protocol: 'https:', host: 'town.example', search: '?x=1' })).toBe('wss://town.example/ws')
})

it('passes on the token it was opened with', () => {
  expect(socketAddress({ protocol: 'http:', host: 'town.example', search: '?token=a%26b' })).toBe('ws://town.example/ws?token=a%26b')
})
