export interface AdminPage {
  /** The name of the route and, below /admin/, its path. */
  route: string
  label: string
  /** The operation without which the page has nothing to show; see Me.rights. */
  needs: string
}

/** The pages of administration in the order of the menu. A page is offered to whom its operation is open. */
export const adminPages: AdminPage[] = [
]

/** adminPagesFor returns the pages that somebody with these rights works with. */
export function adminPagesFor(rights: readonly string[]): AdminPage[] {
  return adminPages.filter((page) => rights.includes(page.needs))
}
