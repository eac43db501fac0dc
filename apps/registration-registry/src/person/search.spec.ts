/** What officers type finds what was filed, however either was written. */
import { addressText, documentText, nameText } from './search';
import { tokensOf } from './search.token';
import { personalFields } from '../../test/specimens';

describe('Officers find a person', () => {
  it.each(['L898902C3', 'l 898-902 c3', 'L898902С3'])('by the document number typed as %j', (typed) => {
    expect(documentText('UTO', typed)).toBe('UTO L898902C3');
  });

  it.each([
    ['Məmmədov', 'MEMMEDOV'],
    ['İsmayılov', 'ISMAYILOV'],
    ["O'Brien-Łukasz", 'OBRIENLUKASZ'],
    ['van der Berg', 'VANDERBERG'],
    ['Müller', 'MULLER'],
    ['Ёлкин', 'ЕЛКИН'],
  ])('by the surname %s', (typed, text) => {
    expect(nameText(typed, '1974-08-12')).toBe(`${text} 1974-08-12`);
  });

  it('by the address, whatever its punctuation', () => {
    expect(addressText('Bakı ş., Nümunə küç. 1')).toBe(addressText('BAKI  Ş, NÜMUNƏ KÜÇ 1'));
  });
});

describe('The blind tokens', () => {
  const vault = { blindIndex: (domain: string, text: string) => `${domain}(${text})` };

  it('differ by what they are of', () => {
    expect(tokensOf(vault, personalFields)).toEqual({
      document: 'registry-document(UTO L898902C3)',
      name: 'registry-name(ERIKSSON 1974-08-12)',
      address: 'registry-address(BAKU SPECIMEN STREET 1)',
    });
  });

  it('are not made for a person who was erased', () => {
    expect(tokensOf(vault, { ...personalFields, documentNumber: '[erased]' })).toBeNull();
  });
});
