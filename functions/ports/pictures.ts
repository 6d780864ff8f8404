import type { Picture } from '../../shared/domain/people/picture.ts'
import { sealed, type Write } from './commit.ts'

/** Whose picture it is: a member's or a resource's, by id, or the company's logo. */
export type PictureOf = { member: string } | { resource: string } | 'logo'

/** What a commit may do here, as stores open it. */
export type PictureWrite =
  | { write: 'picture'; company: string; of: PictureOf; picture: Picture }
  | { write: 'noPicture'; company: string; of: PictureOf }

export const pictureWrite = (company: string, of: PictureOf, picture: Picture): Write =>
  sealed<PictureWrite>({ write: 'picture', company, of, picture })

export const pictureRemoval = (company: string, of: PictureOf): Write =>
  sealed<PictureWrite>({ write: 'noPicture', company, of })

/** Faces of members, looks of things and logos of companies, small enough to be rows. */
export interface Pictures {
  picture(company: string, of: PictureOf): Promise<Picture | undefined>
}
