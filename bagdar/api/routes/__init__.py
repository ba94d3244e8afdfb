"""Operations by subject."""
