import { expect, test } from '@playwright/test'
import { ScriptedLife } from './mock/life'
import { connected, episodeStart, MockTown } from './mock/mockTown'
import { components } from './mock/town'

const greetingWith = (breakable: string[]) => [connected({ breakable }), episodeStart(37), new ScriptedLife(37).frame()]

test('the parts stand in a tree with their state, age and restarts', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  const tree = page.getByTestId('supervision')
  await expect(tree).toContainText('Supervisor')
  await expect(tree).toContainText('healed 2 faults')
  for (const name of ['Trainer', 'Files', 'Recorder', 'Inference', 'Viewers', 'Page']) {
    await expect(tree.getByText(name, { exact: true })).toBeVisible()
  }
  await expect(page.getByTestId('component-inference')).toContainText(/up \d+ h · 2×/)
  await expect(page.getByRole('button', { name: /^Break / })).toHaveCount(0)
})

test('where the town allows it a part can be broken and is seen to heal', async ({ page }) => {
  const town = await MockTown.on(page)
  town.greeting = greetingWith(components.map((one) => one.component))
  await town.open()
  await expect(page.getByRole('button', { name: /^Break / })).toHaveCount(6)
  await page.getByRole('button', { name: 'Break inference' }).click()
  await expect.poll(() => town.broken).toEqual(['inference'])

  const inference = components.find((one) => one.component === 'inference')
  town.say({ ...inference, state: 'restarting', detail: 'Broken on purpose.', restarts: 3, since_unix: Date.now() / 1000, retry_seconds: 20 })
  await expect(page.getByTestId('component-inference')).toHaveAttribute('data-state', 'restarting')
  await expect(page.getByTestId('situation-restarting')).toContainText('Broken on purpose.')
  await expect(page.getByRole('button', { name: 'Break inference' })).toBeDisabled()
  town.say({ ...inference, restarts: 3, since_unix: Date.now() / 1000 })
  await expect(page.getByTestId('component-inference')).toContainText(/up \d s · 3×/)
  await expect(page.getByTestId('situation-live')).toBeVisible()
})
