import { types } from 'node:util'

/**
 * Tests live in a realm of their own, what Node's core throws comes from another one: there `error instanceof Error`
 * says no, and a client that asks so takes a lost answer for something that nobody knows.
 */
const ordinary = Function.prototype[Symbol.hasInstance]

Object.defineProperty(Error, Symbol.hasInstance, {
  configurable: true,
  value(this: unknown, value: unknown) {
    return this === Error ? types.isNativeError(value) : ordinary.call(this as never, value)
  },
})

/** Likewise what core parses has other prototypes, and is never strictly equal to what a test writes. */
Response.prototype.json = async function () {
  return JSON.parse(await this.text())
}
