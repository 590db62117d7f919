"""Light tiers: small networks that learn to say what a package of nine views says."""
