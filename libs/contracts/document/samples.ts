/** The committed samples: one file `<Type>.<version>.json` for each shape that was ever published, kept for ever. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from '../index';

export interface Sample {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The personal part before it is sealed. */
  readonly personal?: Readonly<Record<string, unknown>>;
}

const FOLDER = join(__dirname, '..', 'samples');

export const nameOf = ({ type, version }: Pick<Contract, 'type' | 'version'>): string => `${type}.${version}`;

const read = (file: string): Sample => ({
  name: file.slice(0, -'.json'.length),
  ...(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Omit<Sample, 'name'>),
});

export const samples: readonly Sample[] = readdirSync(FOLDER).sort().map(read);

export function getSample(contract: Contract): Sample {
  const sample = samples.find(({ name }) => name === nameOf(contract));
  if (!sample) throw new Error(`There is no samples/${nameOf(contract)}.json`);
  return sample;
}
