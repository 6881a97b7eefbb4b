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
  await expect(page.getByTestId('want')).toContainText('Satiation at 22 costs it energy and health')
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

test('what a step did is told by its causes', async ({ page }) => {
  const town = await MockTown.on(page)
  const life = new ScriptedLife(37)
  town.greeting = [
    connected(),
    episodeStart(37),
    life.frame({
      changes: [
        { cause: 'action', name: 'MOVE', meter: 'energy', amount: -0.005 },
        { cause: 'depletion', name: '', meter: 'satiation', amount: -0.004 },
        { cause: 'cascade', name: 'satiation_to_health', meter: 'health', amount: -0.0013 },
        { cause: 'place', name: 'Bed', meter: 'energy', amount: 0.5 },
      ],
    }),
  ]
  await town.open()
  const causes = page.getByTestId('step-causes')
  await expect(causes).toContainText(/Walking\s*Energy\s*−0\.5/)
  await expect(causes).toContainText(/Time passing\s*Satiation\s*−0\.4/)
  await expect(causes).toContainText(/Low satiation\s*Health\s*−0\.1/)
  await expect(causes).toContainText(/Bed\s*Energy\s*\+50/)
  await expect(page.getByTestId('step-reward')).toContainText('paid when life ends')
  town.say(life.frame({ step: 1, alive: false, next_action: null, reward: -39 }))
  await expect(page.getByTestId('step-reward')).toHaveText('−39')
})

test('the ground shows where this life has been, if asked to', async ({ page }) => {
  const town = await MockTown.on(page)
  const life = new ScriptedLife(37)
  town.greeting = [connected(), episodeStart(37), life.frame()]
  await town.open()
  await expect(page.getByTestId('heat')).toBeHidden()
  await page.getByRole('button', { name: 'Heat map' }).click()
  for (const x of [3, 2, 1]) {
    life.x = x
    life.step += 1
    town.say(life.frame())
  }
  await expect(page.getByTestId('heat').locator('rect')).toHaveCount(4)
  town.say(episodeStart(38))
  await expect(page.getByTestId('heat').locator('rect')).toHaveCount(0)
})
