// Before the first paint, so that a remembered dark theme never flashes light; a file of its own, so that a
// host may forbid inline scripts.
try {
  const remembered = localStorage.getItem('townlet-theme')
  const dark = remembered === 'dark' || (remembered !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
} catch {
  document.documentElement.dataset.theme = 'light'
}
