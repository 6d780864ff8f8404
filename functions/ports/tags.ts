import type { Tags as TagList } from '../../shared/domain/people/tag.ts'

/** The tags of a company. */
export interface Tags {
  /** All of them, those that stand at the start where nobody has changed any. */
  tags(company: string): Promise<TagList>
  /** @returns false when the stored version is not the expected one (0: nobody has changed any) */
  putTags(tags: TagList, expectedVersion: number): Promise<boolean>
}
