/**
 * A choice that has an address is a link, so that it also works before this page runs; here it does what a button does.
 * A plain click is taken by the page itself; one that asks for another window follows the address.
 */
export function followed(act: () => void): (click: MouseEvent) => void {
  return (click) => {
    if (click.ctrlKey || click.metaKey || click.shiftKey || click.altKey) return
    click.preventDefault()
    act()
  }
}

/** Buttons are pressed by Space as well, links are not. */
export function pressedBySpace(press: KeyboardEvent & { currentTarget: HTMLElement }): void {
  if (press.key !== ' ') return
  press.preventDefault()
  press.currentTarget.click()
}
