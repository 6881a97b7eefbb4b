/** A town that is open to other machines wants the token with which the page was opened. */
export function accessToken(page: { search: string }): string | null {
  return new URLSearchParams(page.search).get('token')
}

/** Always the address the page itself came from: vite passes it on, the town's own host answers it. */
export function socketAddress(page: { protocol: string; host: string; search: string }): string {
  const token = accessToken(page)
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/ws${token ? `?token=${encodeURIComponent(token)}` : ''}`
}
