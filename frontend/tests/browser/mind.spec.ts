import { expect, test } from '@playwright/test'
import { ScriptedLife } from './mock/life'
import { connected, episodeStart, MockTown } from './mock/mockTown'

test('a hungry agent looks hungry, and the page says what that costs it', async ({ page }) => {
  const town = await MockTown.on(page)
  town.greeting = [connected(), episodeStart(37), new ScriptedLife(37).suffer({ satiation: 0.22 }).frame()]
  await town.open()
  await expect(page.getByText('looks hungry')).toBeVisible()
  await expect(page.getByTestId('meter-satiation')).toContainText('22')
  await expect(page.getByTestId('meter-satiation')).toContainText('wears down energy and health')
  await expect(page.getByTestId('meter-energy')).toContainText('worn down by satiation')
  await expect(page.getByTestId('reason')).toContainText('Satiation is at 22')
})

test('the chosen action is marked, a masked one hatched, and chance is named', async ({ page }) => {
  const town = await MockTown.on(page)
  const life = new ScriptedLife(37)
  town.greeting = [connected(), episodeStart(37), life.frame({ next_action: 3 })]
  await town.open()
  await expect(page.getByTestId('action-right')).toHaveAttribute('aria-current', 'step')
  await expect(page.getByTestId('action-use')).toContainText('masked')
  await expect(page.getByTestId('how-chosen')).toHaveText('chosen, not by chance')
  await expect(page.getByTestId('deed')).toContainText('Goes right')

  town.say(life.frame({ next_action: 0, by_chance: true }))
  await expect(page.getByTestId('action-up')).toHaveAttribute('aria-current', 'step')
  await expect(page.getByTestId('how-chosen')).toHaveText('chosen by chance')
})

test('a place explains its price, hours and effects', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  await page.getByRole('button', { name: /^Bar/ }).focus()
  await expect(page.getByRole('tooltip')).toContainText('$15 a visit')
  await expect(page.getByRole('tooltip')).toContainText('18–4')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('tooltip')).toBeHidden()
})
