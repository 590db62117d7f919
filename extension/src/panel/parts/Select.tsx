interface Option {
  readonly value: string;
  readonly text: string;
}

interface OptionGroup {
  readonly label: string;
  readonly options: readonly Option[];
}

interface SelectProps {
  readonly id?: string;
  readonly label?: string;
  readonly value: string;
  readonly options: readonly (Option | OptionGroup)[];
  readonly describedBy?: string;
  readonly onChange: (value: string) => void;
}

/** A native select in OHIF's clothes: the browser's own keyboard and screen-reader behaviour. */
export function Select({ id, label, value, options, describedBy, onChange }: SelectProps) {
  return (
    <select
      id={id}
      aria-label={label}
      aria-describedby={describedBy}
      value={value}
      title={options.flatMap(optionsOf).find((option) => option.value === value)?.text}
      onChange={(event) => onChange(event.target.value)}
      className="mp-focus mp-select border-input text-foreground hover:bg-primary/10 h-7 w-full min-w-0 rounded border pl-1 text-base"
    >
      {options.map((entry) =>
        'label' in entry ? (
          <optgroup key={entry.label} label={entry.label}>
            {entry.options.map(drawOption)}
          </optgroup>
        ) : (
          drawOption(entry)
        ),
      )}
    </select>
  );
}

const optionsOf = (entry: Option | OptionGroup): readonly Option[] =>
  'label' in entry ? entry.options : [entry];

const drawOption = ({ value, text }: Option) => (
  <option key={value} value={value}>
    {text}
  </option>
);
