/** The catalogue: what a code says to people, in three languages. */
import type { Language, Texts, Words } from './language';
import type { generalTexts } from './general.texts';

/**
 * The texts that exist. An app declares its own once, gives them to `start`, and every code outside of them fails to compile:
 * `declare module '@qeyd/platform' { interface KnownTexts { intake: typeof texts } }`
 */
export interface KnownTexts {
  platform: typeof generalTexts;
}

/** A code that some catalogue explains. */
export type Code = { [Owner in keyof KnownTexts]: keyof KnownTexts[Owner] & string }[keyof KnownTexts];

export type Details = Readonly<Record<string, unknown>>;

const fill = (text: string, details: Details): string =>
  text.replace(/\{(\w+)\}/g, (hole, name: string) => (name in details ? String(details[name]) : hole));

/** Finds the words for codes; made at boot from the platform's texts and the app's. */
export class Catalogue {
  private readonly texts = new Map<string, Words>();

  constructor(...parts: readonly Texts[]) {
    for (const [code, text] of parts.flatMap((part) => Object.entries(part))) {
      if (this.texts.has(code)) throw new Error(`the code "${code}" has two texts`);
      this.texts.set(code, text);
    }
  }

  has(code: string): boolean {
    return this.texts.has(code);
  }

  /** The text of a code; the bare code when nobody explained it. */
  say(code: string, language: Language, details: Details = {}): string {
    const text = this.texts.get(code);
    return text ? fill(text[language], details) : code;
  }
}
