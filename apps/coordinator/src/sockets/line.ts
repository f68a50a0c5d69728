/** Members in the order in which they came, each with its address. Pure. */
export class Line<Member> {
  readonly #members = new Map<Member, string>();

  /** Puts it at the end, also if it is in the line already. */
  add(member: Member, address: string): void {
    this.#members.delete(member);
    this.#members.set(member, address);
  }

  remove(member: Member): void {
    this.#members.delete(member);
  }

  has(member: Member): boolean {
    return this.#members.has(member);
  }

  /** The first one: of this address where one is given, and of those that `may` admits. */
  first(address?: string, may: (member: Member) => boolean = () => true): Member | undefined {
    for (const [member, of] of this.#members)
      if ((address === undefined || of === address) && may(member)) return member;
    return undefined;
  }
}
