/** download has the browser keep what stands at an address under a name. */
export function download(address: string, name: string) {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
}

/** fileName reads the name that the server gives a file in Content-Disposition; undefined when there is none. */
export function fileName(disposition: string | null): string | undefined {
  const name = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  return name && decodeURIComponent(name)
}
