/**
 * WHO's identifiers of prequalified products: both generations, which go under one name of a system. Of
 * the second, record numbers and product numbers (`FVP-P-…`) both occur.
 *
 * @module
 */

import type { ProductRow } from './rows.ts'

const icvp = { vocabulary: 'who-product', relation: 'narrower', source: 'who-icvp' } as const
const first = { ...icvp, source: 'who-prequalified-2025' } as const
const second = { ...icvp, source: 'who-prequalified-2026' } as const

// biome-ignore format: a table
export const WHO_PRODUCT_CODES: readonly ProductRow[] = [
  { ...icvp, products: 'stamaril', codes: 'YellowFeverProductd8a09f80301dc05e124f99ffe7711fc0' },
  { ...icvp, products: 'sinsavac', codes: 'YellowFeverProduct01a3b83cf13e87948437db11cf5c34eb' },
  { ...icvp, products: 'yellow-fever-bio-manguinhos', codes: `
    YellowFeverProductab01f006f8b24113f4a28cb50bfe6d9d YellowFeverProduct5f0639d8e4d52afef089aa7148c5060c
    YellowFeverProducte0534dbc71a6cc09f56dce25216c538c` },
  { ...icvp, products: 'yellow-fever-chumakov', codes: `
    YellowFeverProductd2c75a15ed309658b3968519ddb31690 YellowFeverProduct771d1a5c0acaee3e2dc9d56af1aba49d
    YellowFeverProducte929626497bdbb71adbe925f0c09c79f` },
  { ...icvp, products: 'yellow-fever-dakar', codes: `
    YellowFeverProductf82b015dfb3b1feeacd4c44d95b3b3ec YellowFeverProduct223330a7c15da86b21cc363f591de002
    YellowFeverProductffea8448252ee58b7a92add05f0c3431` },
  { ...second, products: 'yellow-fever-dakar', codes: 'a3K3X000006MihuUAC FVP-P-64 a3K3X000006MihvUAC FVP-P-65 a3K3X000006MihwUAC FVP-P-66' },
  { ...icvp, products: 'imovax-polio', codes: 'PolioVaccineInactivatedIProduct532ef986c8042bbb15fee24056fdc4ed' },
  { ...icvp, products: 'ipv-aj-vaccines', codes: 'PolioVaccineInactivatedIProduct087ff26057e89c006517428347dfbc3c' },
  { ...icvp, products: 'picovax', codes: 'PolioVaccineInactivatedIProduct096d9e8c31e30cc1148311ee66359a50' },
  { ...icvp, products: 'polio-ipv-bilthoven', codes: `
    PolioVaccineInactivatedIProductc726fd7210023aa5738617a79cae2b40 PolioVaccineInactivatedIProduct3cde3a30cacdc23b9ec3bdf4ba9d23ff
    PolioVaccineInactivatedIProduct4562bbd80c6e57dbe29b122817623854` },
  { ...icvp, products: 'polio-ipv-serum-institute', codes: `
    PolioVaccineInactivatedIProduct1d63ab46cee67d02439c47ed91439667 PolioVaccineInactivatedIProduct13e82343f8e192fe6e3fbfbf2a47ffd7
    PolioVaccineInactivatedIProductf8085a2bd9a1c84fba1adee2ec6f6fb1 PolioVaccineInactivatedIProductfea93261bf2f096ea48aed825522dc2d` },
  { ...icvp, products: 'shanipv', codes: `
    PolioVaccineInactivatedIProduct81ee9ba77c4419bbfe44a27cfd10027e PolioVaccineInactivatedIProduct8b13b5fcf5e9268b345775be7c3f077c` },
  { ...icvp, products: 'eupolio', codes: `
    PolioVaccineInactivatedSProduct0854d534a200bbeffa8be0f57dad584a PolioVaccineInactivatedSProduct031f63df3184acdf0cb82f90f316b6c3` },
  { ...icvp, products: 'polio-sipv-beijing', codes: 'PolioVaccineInactivatedSProduct25383b1f589d42af3719c7074f982c9b' },
  { ...icvp, products: 'polio-sipv-sinovac', codes: `
    PolioVaccineInactivatedSProduct2050ea67709cfcde28a01f0546276e96 PolioVaccineInactivatedSProductd554f4c3848920ca8bcd00d44afd18a4` },
  { ...icvp, products: 'hexasiil', codes: `
    DiphtheriaTetanusPertussProductf4177b409d09d83e48630717437c5aea DiphtheriaTetanusPertussProduct0e63b58e2976f385b77a9b5a356b68b5` },
  { ...icvp, products: 'hexaxim', codes: 'DiphtheriaTetanusPertussProductd54558e2851d29311ee7f90975827dc7' },
  { ...icvp, products: 'biopolio-b1-3', codes: `
    PolioVaccineOralOPVBivalProduct16e883911ea0108b8213bc213c9972fe PolioVaccineOralOPVBivalProduct0e59118bc5938520115bac65a45be04d` },
  { ...icvp, products: 'polio-bopv-beijing', codes: 'PolioVaccineOralOPVBivalProductdcbfa0a541c65032a917c39fa762c2f9' },
  { ...second, products: 'polio-bopv-beijing', codes: 'a3K3X000006Mii6UAC FVP-P-319' },
  { ...icvp, products: 'polio-bopv-bio-farma', codes: `
    PolioVaccineOralOPVBivalProductdecf3a77facc0b8f1443db5f7a806857 PolioVaccineOralOPVBivalProduct10aa94cef126e62542c2c45dc3604c0b` },
  { ...icvp, products: 'polio-bopv-haffkine', codes: 'PolioVaccineOralOPVBivalProduct26e6c50dfb385f223a12238dc6e202dd' },
  { ...icvp, products: 'polio-bopv-panacea', codes: `
    PolioVaccineOralOPVBivalProductb62fbc87532804be42afa8d9050ef452 PolioVaccineOralOPVBivalProduct02c099d69cd245e7fcd3280a96f1dccb` },
  { ...icvp, products: 'polio-bopv-serum-institute', codes: `
    PolioVaccineOralOPVBivalProduct06bf2d06adcc6d9e2bea8ac21846bb09 PolioVaccineOralOPVBivalProducta5416e91021f0c00915e4688ff508717` },
  { ...icvp, products: 'polio-sabin-one-and-three', codes: `
    PolioVaccineOralOPVBivalProduct14c88c2e9b35698b4726903940c58037 PolioVaccineOralOPVBivalProduct2d10261076734e48cd7b289de6ea802e` },
  { ...icvp, products: 'biopolio', codes: `
    PolioVaccineOralOPVTrivaProductfa4849f7532d522134f4102063af1617 PolioVaccineOralOPVTrivaProduct4df3a93ab495d85b3583d0cd1ae3d83e` },
  { ...icvp, products: 'polio-topv-bio-farma', codes: 'PolioVaccineOralOPVTrivaProducte0bcdc085107751b3df34ad04620ac21' },
  { ...icvp, products: 'polio-topv-haffkine', codes: 'PolioVaccineOralOPVTrivaProductbd7faeaf3f0e633420fba396895d6cc9' },
  { ...second, products: 'polio-topv-haffkine', codes: 'a3K3X000006MihtUAC FVP-P-63' },
  { ...icvp, products: 'polio-mopv-1-bio-farma', codes: 'PolioVaccineOralOPVMonovProductcea74be2c728329aad7b9b33ae16a0b1' },
  { ...icvp, products: 'polio-mopv-1-haffkine', codes: 'PolioVaccineOralOPVMonovProductae7e506ca48a3aa605b188cd11eaceab' },
  { ...icvp, products: 'polio-sabin-mono-one', codes: `
    PolioVaccineOralOPVMonovProduct7d442364610244382098e1c4a3ba54c3 PolioVaccineOralOPVMonovProduct4580ab03228ed6c70bb6c117b408f7e5` },
  { ...icvp, products: 'polio-mopv-2-bio-farma', codes: 'PolioVaccineOralOPVMonovProductef716e2b9567223ce6c95b090480ecfe' },
  { ...icvp, products: 'polio-mopv-2-sanofi', codes: 'PolioVaccineOralOPVMonovProductf6d840e9cf722a80b38d0be001f47caf' },
  { ...icvp, products: 'polio-sabin-mono-two', codes: `
    PolioVaccineOralOPVMonovProduct1b2bdb769d38e0b45eb60707ff9a36cb PolioVaccineOralOPVMonovProductb4755cab194f57a5fecc8d890856bbdf` },
  { ...icvp, products: 'polio-sabin-mono-three', codes: `
    PolioVaccineOralOPVMonovProduct7a252b223173567f21721ee15a36f057 PolioVaccineOralOPVMonovProductf22fcdfa611173d0afbce56d49867530` },
  { ...icvp, products: 'polio-nopv-2-bio-farma', codes: 'PolioVaccineNovelOralnOPProduct278e9af5dc50904dd144a7ceb4d42dd7' },
  { ...icvp, products: 'polio-nopv-2-biological-e', codes: `
    PolioVaccineNovelOralnOPProduct65b137f0201901bc43fc8759e4f35f35 PolioVaccineNovelOralnOPProductab7589153ddbc7968e1749119c5b1678` },
  { ...first, products: 'menactra', codes: 'MeningococcalACYW135conjProduct4caa75a5785775ab99aa60248da4fc29' },
  { ...first, products: 'menquadfi', codes: 'MeningococcalACYW135TetaProduct85e37fdf8b368c828f1e3bf048f6ca6d' },
  { ...first, products: 'menveo', codes: 'MeningococcalACYW135conjProduct95cae3b1768b8647e3f971137397d84f' },
  { ...first, products: 'nimenrix', codes: 'MeningococcalACYW135conjProductb59403bf43f59483bc3d5811fbbe99ae' },
  { ...first, products: 'menafrivac-5', codes: 'MeningococcalAConjugate5Product59a4a8dd61e6115a46849c83d7b6fd2c' },
  { ...first, products: 'menafrivac', codes: 'MeningococcalAConjugate1Product41addf46a75c0e97534853e5745f15d0' },
]
