import { isCompany, ownerText, placeText } from './identity';

describe('A place of stay is known again', () => {
  it.each([
    ['Bakı, Nümunə küçəsi 1', 'BAKI  NÜMUNƏ KÜÇƏSİ 1.'],
    ['Bakı ş., Nizami küç. 5/7', 'bakı ş nizami küç 5-7'],
  ])('though written as %s or %s', (one, other) => {
    expect(placeText(one)).toBe(placeText(other));
  });

  it('but not when the house is another', () => {
    expect(placeText('Nümunə küçəsi 1')).not.toBe(placeText('Nümunə küçəsi 11'));
  });
});

describe('The owner of a dwelling', () => {
  it('is known by the FIN or VÖEN', () => {
    expect(ownerText({ kind: 'dwelling-owner', taxId: '1ab-2c3d' })).toBe('1AB2C3D');
  });

  it('is not known by name alone', () => {
    expect(ownerText({ kind: 'dwelling-owner' })).toBeNull();
  });

  it('is a company when the VÖEN is that of a legal person', () => {
    expect(isCompany({ kind: 'dwelling-owner', taxId: '1234567891' })).toBe(true);
    expect(isCompany({ kind: 'dwelling-owner', taxId: '1234567892' })).toBe(false);
  });

  it('is not a hotel: a hotel is a company', () => {
    expect(isCompany({ kind: 'hotel' })).toBe(true);
    expect(ownerText({ kind: 'hotel', taxId: '1234567891' })).toBeNull();
  });
});
