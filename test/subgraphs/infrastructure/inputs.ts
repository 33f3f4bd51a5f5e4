/** Inputs of new records: valid, of the exercise's territory. */
export const school = {
  title: { en: 'Repair of a school' },
  type: 'SCHOOL',
  sector: 'EDU',
  dacPurpose: 'DAC_73010',
  place: 'XT0101',
  currency: 'USD',
  startsOn: '2026-12-01',
  endsOn: '2027-03-31',
};

export const cement = {
  project: 'XAA:project:1',
  item: 'Cement',
  quantity: 100,
  unit: 'TNE',
  restrictedClass: 'DUAL_USE',
};

export const yard = { place: 'XT0101', site: 'School yard', areaHectares: 2.5 };

export const count = {
  place: 'XT0101',
  imageryDate: '2026-03-01',
  method: 'SATELLITE_IMAGERY',
  structures: 100,
  destroyed: 30,
  severe: 20,
  moderate: 10,
  possible: 5,
};

export const clinic = {
  name: { en: 'Clinic' },
  type: 'CLINIC',
  place: 'XT0101',
  function: 'PARTIAL',
};
