import { QRCode } from 'antd';

interface LinkCodeProps {
  readonly link: string;
  /** What scanning it opens. */
  readonly label: string;
  readonly className?: string | undefined;
}

/** A link as a code to be scanned: black on white on any ground, as large as its place. */
export function LinkCode({ link, label, className }: LinkCodeProps) {
  return (
    <span role="img" aria-label={label} className={className}>
      <QRCode
        value={link}
        type="svg"
        size={256}
        marginSize={2}
        bordered={false}
        color="#000"
        bgColor="#fff"
        style={{ width: '100%', height: 'auto', aspectRatio: '1', padding: 0, borderRadius: 0 }}
      />
    </span>
  );
}
