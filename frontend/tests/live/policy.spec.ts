import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { LiveTown } from './liveTown'

for (const built of [false, true]) {
  test(`the ${built ? 'built page' : "development server's page"} keeps to its own security policy`, async ({ page }) => {
    if (built) {
      execFileSync('npm', ['run', 'build'], { cwd: resolve(import.meta.dirname, '../..'), stdio: 'ignore' })
    }
    const town = await LiveTown.start(built)
    try {
      const complaints: string[] = []
      await page.exposeFunction('complain', (text: string) => complaints.push(text))
      await page.addInitScript(() =>
        document.addEventListener('securitypolicyviolation', (event) =>
          (window as unknown as { complain(text: string): void }).complain(`${event.effectiveDirective}: ${event.blockedURI} in ${event.sourceFile}:${event.lineNumber}`)))
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(error.message))

      const answer = await page.goto(town.page)
      const headers = answer?.headers() ?? {}
      expect(headers['content-security-policy']).toContain("default-src 'self'")
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('no-referrer')
      await expect(page.getByTestId('agent')).toBeVisible()
      await expect(page.getByTestId('survival-chart')).toHaveAttribute('data-points', /^[1-9]/, { timeout: 60_000 })
      await page.getByRole('button', { name: 'Dark theme' }).click()
      await page.getByRole('link', { name: 'Study' }).click()
      await expect(page.getByTestId('agent')).toBeHidden()
      await expect(page.locator('canvas').first()).toBeVisible()
      expect(complaints).toEqual([])

      // The policy is in force: what it forbids is reported.
      await page.evaluate(() => document.head.append(Object.assign(document.createElement('script'), { textContent: 'window.foreign = true' })))
      await expect.poll(() => complaints.join()).toContain('script-src')
      expect(await page.evaluate(() => 'foreign' in window)).toBe(false)
    } finally {
      await town.stop()
    }
  })
}
