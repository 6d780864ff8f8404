import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { pictureRemoval, pictureWrite } from '../../../functions/ports/pictures.ts'
import type { Picture } from '../../../shared/domain/people/picture.ts'
import type { Subject } from './subject.ts'

const PICTURE: Picture = { type: 'image/png', bytes: new Uint8Array([137, 80, 0, 255]) }

/** What a store owes to the port of pictures. */
export const pictures: Subject = {
  verbs: [
    {
      title: 'picture',
      write: (company) => pictureWrite(company, { member: 'ada' }, PICTURE),
      leaves: async (store, company) => [
        [await store.picture(company, { member: 'ada' }), await store.picture(company, 'logo')],
        [PICTURE, undefined],
      ],
    },
    {
      title: 'noPicture',
      given: (company) => [pictureWrite(company, 'logo', PICTURE)],
      write: (company) => pictureRemoval(company, 'logo'),
      leaves: async (store, company) => [await store.picture(company, 'logo'), undefined],
    },
  ],
  tests(world) {
    const { given, newCompany } = world
    test('a picture is put in place of the one before; one that is not there can be taken away', async () => {
      const company = newCompany()
      const jpeg: Picture = { type: 'image/jpeg', bytes: new Uint8Array(64 * 1024).fill(7) }
      for (const picture of [PICTURE, jpeg]) await given([pictureWrite(company, 'logo', picture)])
      await given([pictureRemoval(company, { member: 'logo' })])
      const kept = await world.store.picture(company, 'logo')
      // Not compared as objects: the difference of 64 KB, written out, would take all memory.
      assert.equal(kept?.type, jpeg.type)
      assert.ok(Buffer.from(kept.bytes).equals(jpeg.bytes))
    })
  },
}
