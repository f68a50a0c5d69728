/** Five workers around a model; one of them is not a circle. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 40 40" aria-hidden="true">
      <g className="logo-honest">
        <circle cx="20" cy="5.5" r="4" />
        <circle cx="33.8" cy="15.5" r="4" />
        <circle cx="6.2" cy="15.5" r="4" />
        <circle cx="11.5" cy="31.7" r="4" />
      </g>
      <path className="logo-malicious" d="M25.2 28.4l6.6 6.6m0-6.6l-6.6 6.6" />
      <circle className="logo-model" cx="20" cy="20" r="6" />
    </svg>
  );
}

export function Brand() {
  return (
    <span className="brand">
      <Logo />
      <span className="brand-text">Honest Majority</span>
    </span>
  );
}
