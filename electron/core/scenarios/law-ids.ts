/**
 * Every clause of the law, by its id. S1-n are the numbered rules of its section 1, which counts 2 and 3 twice: S1-2 is the message
 * id, S1-3 the price source, S1-2b the priority of states, S1-3b the cooldown. D-ids are the decisions where the law is silent.
 */
export const lawIds = [
  ...['S1-1', 'S1-2', 'S1-3', 'S1-2b', 'S1-3b', 'S1-4'],
  ...['W00', 'W00-1', 'W00-2', 'W01', 'W02', 'W03', 'W03-1', 'W04', 'W05', 'W05-1', 'W06', 'W07', 'W08'],
  ...['W09', 'W10', 'W11', 'W12', 'W13', 'W14', 'W15', 'W16', 'W17', 'W17-1', 'W17-2', 'W18', 'W19', 'W20'],
  ...['W21', 'W22', 'W23', 'W23-1', 'W24', 'W25', 'W26', 'W27', 'W28', 'W29', 'W30', 'W31', 'W32'],
  ...['W32-1', 'W32-2', 'W32-3', 'W32-4', 'W32-5', 'W32-6', 'W33', 'W34', 'W35', 'W35-1'],
  ...['W36', 'W36-1', 'W36-2', 'W37', 'W38', 'W39', 'W40', 'W41', 'W42', 'W43', 'W43-1', 'W45', 'W46', 'W47'],
  ...['W48', 'W49', 'W50', 'W51', 'W51-1', 'W51-2', 'W51-3', 'W55', 'W56', 'W57'],
  ...['R00', 'R00-1', 'R00-2', 'R01', 'R02', 'R03', 'R04', 'R05', 'R06', 'R07', 'R08', 'R09', 'R10', 'R11', 'R11-1', 'R12', 'R13'],
  ...['R14', 'R15', 'R16', 'R17', 'R18', 'R19', 'R20', 'R21', 'R22', 'R23', 'R24', 'R25', 'R26'],
  ...['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'D8', 'D9', 'D10', 'D11', 'D12', 'D13', 'D14', 'D15', 'D16', 'D17', 'D18'],
  ...['D19', 'D20', 'D21', 'D22'],
] as const;

export type LawId = (typeof lawIds)[number];
